/* html_trend.c - see html_trend.h.
 *
 * Runs stand where their time stands. The proved score is a line, up to the possible one a pale band. Who cannot see it has the sentence of its label and the
 * table; dots differ by shape, never by colour alone.
 * SPDX-License-Identifier: MIT
 */
#include "html_trend.h"

#include <math.h>
#include <stdio.h>

#include "html_stack.h"

enum {
    RUNS_SHOWN = 24, /* of the same year: two a month */
    WIDTH = 440, HEIGHT = 200, LEFT = 34, RIGHT = 14, TOP = 12, BOTTOM = 26 /* of the drawing, in its own units */
};

static double y_of(double points)
{
    double clamped = isfinite(points) ? fmin(fmax(points, 0), 100) : 0;
    return TOP + (100 - clamped) / 100 * (HEIGHT - TOP - BOTTOM);
}

static double x_of(const struct oit_trend_point *points, size_t n, size_t i)
{
    double span = (double)(points[n - 1].started - points[0].started);
    double part = span > 0 ? (double)(points[i].started - points[0].started) / span : n > 1 ? (double)i / (double)(n - 1) : 0.5;
    return LEFT + fmin(fmax(part, 0), 1) * (WIDTH - LEFT - RIGHT);
}

static void grid(struct html *h, double target)
{
    for (int points = 0; points <= 100; points += 25) {
        double y = y_of(points);
        (void)buf_addf(h->out, "<line class=\"grid\" x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"/><text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%d</text>", LEFT,
                       WIDTH - RIGHT, y, y, LEFT - 6, y + 4, points);
    }
    if (target > 0)
        (void)buf_addf(h->out, "<line class=\"goal\" x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\" stroke-dasharray=\"5 4\"/>", LEFT, WIDTH - RIGHT, y_of(target), y_of(target));
}

static void dates(struct html *h, const struct oit_trend_point *points, size_t n)
{
    char day[VIEW_TEXT_SIZE];
    view_day_of(&h->view, points[0].started, day);
    (void)buf_addf(h->out, "<text x=\"%d\" y=\"%d\">", LEFT, HEIGHT - 7);
    html_text(h, day);
    view_day_of(&h->view, points[n - 1].started, day);
    (void)buf_addf(h->out, "</text><text x=\"%d\" y=\"%d\" text-anchor=\"end\">", WIDTH - RIGHT, HEIGHT - 7);
    html_text(h, day);
    html_raw(h, "</text>");
}

static void lines(struct html *h, const struct oit_trend_point *points, size_t n)
{
    html_raw(h, "<polygon class=\"high\" points=\"");
    for (size_t i = 0; i < n; i++)
        (void)buf_addf(h->out, "%.1f,%.1f ", x_of(points, n, i), y_of(points[i].high));
    for (size_t i = n; i-- > 0;)
        (void)buf_addf(h->out, "%.1f,%.1f ", x_of(points, n, i), y_of(points[i].low));
    html_raw(h, "\"/><polyline class=\"low\" fill=\"none\" points=\"");
    for (size_t i = 0; i < n; i++)
        (void)buf_addf(h->out, "%.1f,%.1f ", x_of(points, n, i), y_of(points[i].low));
    html_raw(h, "\"/>");
    for (size_t i = 0; i < n; i++) {
        double x = x_of(points, n, i), y = y_of(points[i].low);
        const char *class = points[i].complete ? "dot" : "dot open";
        if (points[i].other_rules)
            (void)buf_addf(h->out, "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"7\" height=\"7\"/>", class, x - 3.5, y - 3.5);
        else
            (void)buf_addf(h->out, "<circle class=\"%s\" cx=\"%.1f\" cy=\"%.1f\" r=\"4\"/>", class, x, y);
    }
}

void html_trend_chart(struct html *h, const struct oit_trend_point *points, size_t n, double target)
{
    char count[24], first[VIEW_TEXT_SIZE], first_score[VIEW_TEXT_SIZE], last[VIEW_TEXT_SIZE], last_score[VIEW_TEXT_SIZE];
    if (n < 2)
        return;
    (void)snprintf(count, sizeof count, "%zu", n);
    view_day_of(&h->view, points[0].started, first);
    view_day_of(&h->view, points[n - 1].started, last);
    view_range(points[0].low, points[0].high, first_score);
    view_range(points[n - 1].low, points[n - 1].high, last_score);
    (void)buf_addf(h->out, "<svg class=\"trend\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"", WIDTH, HEIGHT);
    html_msg_args(h, MSG_TREND_CHART, MSG_ARGS(count, first, first_score, last, last_score));
    html_raw(h, "\">");
    grid(h, target);
    lines(h, points, n);
    dates(h, points, n);
    html_raw(h, "</svg>\n");
}

static const enum msg heads[] = {MSG_TREND_RUN, MSG_COLUMN_SCORE, MSG_STATUS_PUBLISHED, MSG_STATUS_PARTIAL, MSG_STATUS_MISSING, MSG_TREND_UNKNOWN, MSG_COLUMN_NOTE};

static void number_cell(struct html *h, enum msg head, unsigned number)
{
    html_raw(h, "<td class=\"number\" role=\"cell\" data-head=\"");
    html_msg(h, head);
    (void)buf_addf(h->out, "\">%u</td>", number);
}

static void run_row(struct html *h, const struct oit_trend_point *point)
{
    char text[VIEW_TEXT_SIZE];
    view_time(&h->view, point->started, text);
    html_raw(h, "<tr role=\"row\"><th role=\"rowheader\" scope=\"row\">");
    html_text(h, text);
    html_raw(h, "</th><td class=\"number\" role=\"cell\" data-head=\"");
    html_msg(h, MSG_COLUMN_SCORE);
    view_range(point->low, point->high, text);
    (void)buf_addf(h->out, "\">%s</td>", text);
    number_cell(h, MSG_STATUS_PUBLISHED, point->n_published);
    number_cell(h, MSG_STATUS_PARTIAL, point->n_partial);
    number_cell(h, MSG_STATUS_MISSING, point->n_missing);
    number_cell(h, MSG_TREND_UNKNOWN, point->n_unknown);
    html_raw(h, "<td role=\"cell\">");
    if (!point->complete)
        html_msg(h, MSG_TREND_INCOMPLETE);
    html_raw(h, !point->complete && point->other_rules ? ", " : "");
    if (point->other_rules)
        html_msg(h, MSG_TREND_OTHER_RULES);
    html_raw(h, "</td></tr>\n");
}

static void table(struct html *h, const struct oit_trend_point *points, size_t n)
{
    html_stack_open(h, "runs", heads, sizeof heads / sizeof *heads);
    for (size_t i = n; i-- > 0;)
        run_row(h, &points[i]);
    html_stack_close(h);
}

void html_trend(struct html *h)
{
    const struct oit_report *report = h->view.report;
    size_t n = report->n_trend < RUNS_SHOWN ? report->n_trend : RUNS_SHOWN;
    if (n < 2)
        return;
    const struct oit_trend_point *points = report->trend + (report->n_trend - n);
    html_raw(h, "<section aria-labelledby=\"trend\">");
    html_heading_msg(h, 2, "trend", MSG_TREND);
    html_raw(h, "<div class=\"beside\"><figure>");
    html_trend_chart(h, points, n, report->score.target);
    html_raw(h, "<figcaption class=\"fine\">");
    html_msg(h, MSG_TREND_KEY);
    html_raw(h, "</figcaption></figure><div>");
    table(h, points, n);
    html_raw(h, "</div></div>");
    if (n < report->n_trend) {
        char shown[24];
        (void)snprintf(shown, sizeof shown, "%zu", n);
        html_raw(h, "<p class=\"fine\">");
        html_msg_args(h, MSG_TREND_OLDER, MSG_ARGS(shown));
        html_raw(h, "</p>");
    }
    html_raw(h, "</section>\n");
}
