/* digits_net.c - the network of the digit reader: 483 inputs, 80 hidden units (ReLU), 21 classes (softmax).
 *
 * The table holds small integers; they are unpacked to floats once a page, so that the inner loop is one multiplication and one addition over 80
 * neighbours. Most inputs are paper, 0, and are skipped.
 * SPDX-License-Identifier: MIT
 */
#include "digits_page.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"

struct digits_net {
    float hidden[DIGITS_INPUTS][DIGITS_HIDDEN];
    float output[DIGITS_HIDDEN][DIGITS_CLASSES];
};

struct digits_net *digits_net_new(void)
{
    struct digits_net *net = mem_alloc(sizeof *net);
    for (int i = 0; i < DIGITS_INPUTS; i++)
        for (int j = 0; j < DIGITS_HIDDEN; j++)
            net->hidden[i][j] = (float)digits_table_hidden[i * DIGITS_HIDDEN + j] * digits_table_hidden_scale;
    for (int i = 0; i < DIGITS_HIDDEN; i++)
        for (int j = 0; j < DIGITS_CLASSES; j++)
            net->output[i][j] = (float)digits_table_output[i * DIGITS_CLASSES + j] * digits_table_output_scale;
    return net;
}

void digits_net_free(struct digits_net *net)
{
    free(net);
}

static void add_scaled(float *restrict sums, const float *restrict weights, float value)
{
    for (int j = 0; j < DIGITS_HIDDEN; j++)
        sums[j] += weights[j] * value;
}

int digits_net_class(const struct digits_net *net, const struct digits_values *values, float *ret_p)
{
    float hidden[DIGITS_HIDDEN], output[DIGITS_CLASSES];
    memcpy(hidden, digits_table_hidden_bias, sizeof hidden);
    for (int i = 0; i < DIGITS_GRID; i++)
        if (values->grid[i])
            add_scaled(hidden, net->hidden[i], (float)values->grid[i] / 255);
    for (int i = 0; i < 3; i++)
        add_scaled(hidden, net->hidden[DIGITS_GRID + i], values->shape[i]);
    memcpy(output, digits_table_output_bias, sizeof output);
    for (int i = 0; i < DIGITS_HIDDEN; i++)
        if (hidden[i] > 0)
            for (int j = 0; j < DIGITS_CLASSES; j++)
                output[j] += hidden[i] * net->output[i][j];
    int best = 0;
    for (int j = 1; j < DIGITS_CLASSES; j++)
        if (output[j] > output[best])
            best = j;
    float sum = 0;
    for (int j = 0; j < DIGITS_CLASSES; j++)
        sum += expf(output[j] - output[best]);
    *ret_p = 1 / sum;
    return best;
}
