/* setup.c - what every command needs first.
 * SPDX-License-Identifier: MIT
 */
#include "setup.h"

#include <limits.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "text/years.h"

enum { MAX_PARENTS = 6 };

void oit_options_init(struct oit_options *options)
{
    *options = (struct oit_options){
        .max_pages = 20000,
        .max_depth = 20,
        .max_time_s = 2 * 3600,
        .timeout_ms = 30000,
        .max_size_bytes = (size_t)50 * 1024 * 1024,
        .rate = 2,
        .connections = 4,
        .confirm_s = -1,
    };
}

static bool has_schemes(const char *folder)
{
    char *scheme = scheme_choose(folder, INT_MAX);
    bool found = scheme != NULL;
    free(scheme);
    return found;
}

static char *join(const char *folder, const char *name)
{
    struct buf path;
    buf_init(&path, 0);
    (void)buf_addf(&path, "%s/%s", folder, name);
    return buf_take(&path);
}

static bool has_ocr_model(const char *folder)
{
    char *model = join(folder, "thd.traineddata");
    bool found = file_exists(model);
    free(model);
    return found;
}

/* <tree>/build/<profile>/oitcheck -> <tree>/NAME; <prefix>/bin/oitcheck -> <prefix>/share/oitcheck/NAME, wherever it was installed. */
static char *data_under(const char *folder, const char *name, bool (*is_good)(const char *folder))
{
    static const char *const places[] = {"", "share/oitcheck/"};
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        struct buf path;
        buf_init(&path, 0);
        (void)buf_addf(&path, "%s/%s%s", folder, places[i], name);
        if (is_good(path.p))
            return buf_take(&path);
        buf_done(&path);
    }
    return NULL;
}

static char *find_data(const char *name, bool (*is_good)(const char *folder))
{
    char here[PATH_MAX];
    ssize_t n = readlink("/proc/self/exe", here, sizeof here - 1);
    if (n > 0) {
        here[n] = '\0';
        for (int i = 0; i < MAX_PARENTS; i++) {
            char *slash = strrchr(here, '/');
            if (!slash || slash == here)
                break;
            *slash = '\0';
            char *found = data_under(here, name, is_good);
            if (found)
                return found;
        }
    }
    char *installed = join(OIT_DATADIR, name);
    if (is_good(installed))
        return installed;
    free(installed);
    return NULL;
}

char *setup_rules_root(void)
{
    return find_data("rules", has_schemes);
}

const char *setup_ocr_folder(void)
{
    static char *folder;
    if (!folder)
        folder = find_data("ocr", has_ocr_model);
    return folder;
}

static enum oit_code read_day(const struct oit_options *options, struct setup *setup, struct err *err)
{
    setup->as_of = clock_date_bangkok(clock_now_s());
    if (options->as_of && !years_parse_date(str_from(options->as_of), &setup->as_of))
        return err_set(err, OIT_ERR_USAGE, "อ่านวันที่ '%s' ไม่ได้ เขียนเช่น 2026-11-20 หรือ 20/11/2569", "cannot read the date '%s': write 2026-11-20 or 20/11/2569",
                       options->as_of);
    setup->fiscal_year_be = options->fiscal_year_be ? options->fiscal_year_be : years_fiscal_of(setup->as_of);
    return OIT_OK;
}

int oit_options_check(const struct oit_options *options, struct err *err)
{
    struct setup ignored;
    return (int)read_day(options, &ignored, err);
}

enum oit_code setup_make(const struct oit_options *options, struct setup *ret_setup, struct err *err)
{
    *ret_setup = (struct setup){0};
    enum oit_code code = read_day(options, ret_setup, err);
    if (code != OIT_OK)
        return code;
    if (options->rules_dir) {
        ret_setup->rules_dir = mem_text(str_from(options->rules_dir));
    } else {
        char *root = setup_rules_root();
        ret_setup->rules_dir = root ? scheme_choose(root, ret_setup->fiscal_year_be) : NULL;
        free(root);
    }
    if (!ret_setup->rules_dir)
        return err_set(err, OIT_ERR_CONFIG, "ไม่พบแฟ้มเกณฑ์ที่ติดตั้งไว้ ระบุโฟลเดอร์ด้วย --rules", "no rule files are installed; name their folder with --rules");
    code = scheme_load(ret_setup->rules_dir, options->rules_local, &ret_setup->scheme, NULL, err);
    if (code == OIT_OK && options->rules_dir && !options->fiscal_year_be) /* its years may begin in another month */
        ret_setup->fiscal_year_be = years_fiscal_of_from(ret_setup->as_of, ret_setup->scheme->first_month);
    mem_trim(); /* the rule files' trees, before workers are forked */
    return code;
}

enum oit_code setup_store_exists(const struct oit_options *options, struct err *err)
{
    if (!options->db || file_exists(options->db))
        return OIT_OK;
    return err_at(err, OIT_ERR_USAGE, options->db, "ไม่มีคลังข้อมูล '%s': ตรวจ --db หรือเริ่มตรวจ: oitcheck scan URL",
                  "there is no store '%s': check --db, or start with: oitcheck scan URL", options->db);
}

void setup_done(struct setup *setup)
{
    scheme_free(setup->scheme);
    free(setup->rules_dir);
    *setup = (struct setup){0};
}

struct agency_names setup_agency_names(const struct oit_options *options, const char *site_name)
{
    struct agency_names names = {.n = 0};
    if (site_name && *site_name)
        names.list[names.n++] = site_name;
    for (size_t i = 0; i < options->n_names && names.n < SETUP_MAX_NAMES; i++)
        if (*options->names[i] && (!site_name || strcmp(site_name, options->names[i]) != 0))
            names.list[names.n++] = options->names[i];
    return names;
}

struct oit_result *result_new(void)
{
    struct oit_result *result = mem_alloc(sizeof *result);
    arena_init(&result->arena);
    return result;
}

const struct oit_report *oit_result_report(const struct oit_result *result)
{
    return &result->report;
}

void oit_result_free(struct oit_result *result)
{
    if (!result)
        return;
    arena_done(&result->arena);
    scheme_free(result->scheme);
    free(result->rules_dir);
    free(result);
}
