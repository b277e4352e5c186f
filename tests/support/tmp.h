/* tmp.h - a private folder for one test, removed with all that is in it.
 * SPDX-License-Identifier: MIT
 */
#ifndef TESTS_SUPPORT_TMP_H
#define TESTS_SUPPORT_TMP_H

char *tmp_folder(void);                            /* caller gives it to tmp_remove */
void tmp_remove(char *folder);                     /* also frees */
char *tmp_path(const char *folder, const char *name); /* caller frees */

#endif
