/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "tamtam/life.h"

#include <math.h>

#include "base/when.h"

enum { NEWBORN_HOURS = 48, ASLEEP_DAYS = 3, LEAST_FOR_CHANCE = 5 };
static const double SUREST = 0.44;

/* Posts in the 24 hours that end `back` days before now. */
static int day_count(const int64_t *times, int n, int64_t now, int back)
{
    int64_t end = now - (int64_t)back * WHEN_DAY, start = end - WHEN_DAY;
    int count = 0;

    for (int i = n; i-- > 0 && times[i] > start;)
        count += times[i] <= end;
    return count;
}

static int peak_before(const int64_t *times, int n, int64_t now)
{
    int peak = 0;
    int i = n;

    for (int back = 0; i > 0; back++) {
        int64_t start = now - (int64_t)(back + 1) * WHEN_DAY;
        int count = 0;

        if (back && times[i - 1] <= start) { /* leap over empty days */
            back = (int)((now - times[i - 1]) / WHEN_DAY) - 1;
            continue;
        }
        while (i > 0 && times[i - 1] > start) {
            count++;
            i--;
        }
        if (back && count > peak)
            peak = count;
    }
    return peak;
}

static enum phase phase_of(const struct life *life, int64_t age, bool asleep, int earlier_peak)
{
    if (asleep)
        return PHASE_SLUIMEREND;
    if (age < (int64_t)NEWBORN_HOURS * WHEN_HOUR && life->today * 2 >= life->peak)
        return PHASE_OPKOMEND;
    if (life->today > 1.5 * life->before)
        return PHASE_GROEIEND;
    if (life->today >= earlier_peak && life->today > 0)
        return PHASE_PIEK;
    if (life->today * 2 < life->peak)
        return PHASE_UITDOVEND;
    return PHASE_STABIEL;
}

struct life life_at(const int64_t *times, int n, int64_t first, int64_t now)
{
    struct life life = {.phase = PHASE_SLUIMEREND, .grows = -1};
    int earlier_peak, days[4];
    int64_t age = now - first;

    while (n > 0 && times[n - 1] > now)
        n--;
    if (!n)
        return life;
    for (int i = 0; i < 4; i++)
        days[i] = day_count(times, n, now, i);
    earlier_peak = peak_before(times, n, now);
    life.today = days[0];
    life.before = (days[1] + days[2] + days[3]) / 3.0;
    life.peak = days[0] > earlier_peak ? days[0] : earlier_peak;
    life.grows = life_grows(days[0], days[1], days[2], (double)age / WHEN_DAY);
    life.phase = phase_of(&life, age, now - times[n - 1] >= (int64_t)ASLEEP_DAYS * WHEN_DAY, earlier_peak);
    return life;
}

double life_grows(int today, int yesterday, int day_before, double age_days)
{
    double odds, chance;

    if (today + yesterday + day_before < LEAST_FOR_CHANCE)
        return -1;
    odds = 1.70 - 1.92 * log1p(today) - 0.77 * log1p((yesterday + day_before) / 2.0) - 0.27 * log1p(age_days) -
           0.49 * (age_days < 1);
    chance = 1 / (1 + exp(-odds));
    return chance < SUREST ? chance : SUREST;
}

int life_burst(const int64_t *times, int n, int64_t to)
{
    const double least_rise = 3;
    double best = n ? n * log(n / (double)(to - times[0] + WHEN_MINUTE)) : 0;
    int start = 0;

    for (int k = 1; k < n; k++) {
        double before = (double)(times[k] - times[0] + WHEN_MINUTE), after = (double)(to - times[k] + WHEN_MINUTE);
        double fit = k * log(k / before) + (n - k) * log((n - k) / after);

        if (fit > best && (n - k) / after > least_rise * k / before) {
            best = fit;
            start = k;
        }
    }
    return start;
}
