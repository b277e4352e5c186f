/* unverified.h - own hosts whose certificate cannot be verified. Inside the room only.
 *
 * An agency whose certificate expired last week has published what it has published; its visitors click the warning away. So the agency's own hosts are
 * read all the same, once verification has failed, but as by a stranger: without the user's headers, without cookies, and every answer is marked.
 * What a foreign host says counts only if it is verified. Why: docs/decisions/0018.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_FETCH_UNVERIFIED_H
#define OIT_FETCH_UNVERIFIED_H

#include "inside.h"

/* The transfer failed with a kind of FAULT_TLS: true when its job went back into its queue, to be asked again unverified. */
bool unverified_retry(struct fetch *f, struct transfer *t, enum oit_fault fault);
/* The fault to tell of a transfer: of one that failed unverified too, why it could not be verified. Marks the job. */
enum oit_fault unverified_fault(struct transfer *t, enum oit_fault fault);

#endif
