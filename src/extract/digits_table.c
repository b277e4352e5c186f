#include "digits_page.h"
const int8_t digits_table_hidden[DIGITS_INPUTS * DIGITS_HIDDEN];
const int8_t digits_table_output[DIGITS_HIDDEN * DIGITS_CLASSES];
const float digits_table_hidden_scale, digits_table_output_scale;
const float digits_table_hidden_bias[DIGITS_HIDDEN], digits_table_output_bias[DIGITS_CLASSES];
