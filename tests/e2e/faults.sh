# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Tamtam contributors
# The fault suite in small: twenty kills, both nights in which the clocks change, a clock that is set. 'make faults' does all of it.
exec python3 tests/faults/faults.py --kills 20 --slow 1.5 kills summer_time clock_set
