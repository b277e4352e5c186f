/* bundle_pictures.c - pictures of web pages (not yet).
 * SPDX-License-Identifier: MIT
 */
#include "bundle.h"

enum oit_code bundle_pictures(struct bundle_maker *m)
{
    m->bundle.picture_note = (struct oit_words){msg_th(MSG_BUNDLE_PICTURES_OFF), msg_en(MSG_BUNDLE_PICTURES_OFF)};
    return OIT_OK;
}
