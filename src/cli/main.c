/* main.c - the command line's entry.
 * SPDX-License-Identifier: MIT
 */
int main(void)
{
    return 0;
}
