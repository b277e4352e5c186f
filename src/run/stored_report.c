/* stored_report.c - see stored_report.h.
 * SPDX-License-Identifier: MIT
 */
#include "run/stored_report.h"

#include "report/report.h"
#include "run/judgement.h"
#include "run/overlay.h"

enum oit_code stored_report_read(const char *json, struct arena *arena, struct oit_report *ret_report, struct err *err)
{
    if (!json)
        return err_set(err, OIT_ERR_USAGE, "การตรวจครั้งนั้นยังไม่มีรายงาน สั่ง: oitcheck assess", "that run has no report yet: run oitcheck assess");
    return report_parse(str_from(json), arena, ret_report, err);
}

enum oit_code stored_report_open(const struct oit_options *options, enum site_manner manner, struct store **ret_store, struct arena *arena, struct store_run *ret_run,
                                 struct oit_report *ret_report, struct err *err)
{
    enum oit_code code = setup_store_exists(options, err);
    if (code == OIT_OK)
        code = store_open(options->db, ret_store, err);
    if (code == OIT_OK)
        code = judgement_choose_run(*ret_store, options, manner, arena, ret_run, err);
    return code == OIT_OK ? stored_report_read(ret_run->report_json, arena, ret_report, err) : code;
}

enum oit_code stored_report_shown(const struct oit_options *options, enum site_manner manner, struct store **ret_store, struct arena *arena, struct store_run *ret_run,
                                  struct oit_report *ret_report, struct err *err)
{
    enum oit_code code = stored_report_open(options, manner, ret_store, arena, ret_run, ret_report, err);
    return code == OIT_OK ? overlay_apply(*ret_store, ret_run, options, arena, ret_report, err) : code;
}
