/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "listener/address.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdint.h>
#include <string.h>

#define IPV4(a, b, c, d) ((uint32_t)(a) << 24 | (uint32_t)(b) << 16 | (uint32_t)(c) << 8 | (uint32_t)(d))

/* Networks of the IANA special-purpose registry that no public source is in. */
static const struct network4 {
    uint32_t start;
    int bits;
} refused4[] = {
    {IPV4(0, 0, 0, 0), 8},      {IPV4(10, 0, 0, 0), 8},     {IPV4(100, 64, 0, 0), 10}, {IPV4(127, 0, 0, 0), 8},
    {IPV4(169, 254, 0, 0), 16}, {IPV4(172, 16, 0, 0), 12},  {IPV4(192, 0, 0, 0), 24},  {IPV4(192, 0, 2, 0), 24},
    {IPV4(192, 88, 99, 0), 24}, {IPV4(192, 168, 0, 0), 16}, {IPV4(198, 18, 0, 0), 15}, {IPV4(198, 51, 100, 0), 24},
    {IPV4(203, 0, 113, 0), 24}, {IPV4(224, 0, 0, 0), 4},    {IPV4(240, 0, 0, 0), 4},
};

static bool is_public4(uint32_t address)
{
    for (size_t i = 0; i < sizeof refused4 / sizeof *refused4; i++)
        if ((address ^ refused4[i].start) >> (32 - refused4[i].bits) == 0)
            return false;
    return true;
}

static uint32_t ipv4_in(const uint8_t *bytes)
{
    return IPV4(bytes[0], bytes[1], bytes[2], bytes[3]);
}

static bool starts(const uint8_t *address, const char *prefix, size_t n)
{
    return memcmp(address, prefix, n) == 0;
}

static bool is_public6(const uint8_t *a)
{
    if (starts(a, "\0\0\0\0\0\0\0\0\0\0\xFF\xFF", 12)) /* mapped */
        return is_public4(ipv4_in(a + 12));
    if (starts(a, "\x00\x64\xFF\x9B\0\0\0\0\0\0\0\0", 12)) /* NAT64 */
        return is_public4(ipv4_in(a + 12));
    if (starts(a, "\x20\x02", 2)) /* 6to4 */
        return is_public4(ipv4_in(a + 2));
    if (starts(a, "\x20\x01\x00\x00", 4) || starts(a, "\x20\x01\x0D\xB8", 4)) /* Teredo, documentation */
        return false;
    if (starts(a, "\x20\x01", 2) && a[2] < 2) /* 2001::/23, for protocols */
        return false;
    if (starts(a, "\x3F\xFF", 2) && a[2] < 0x10) /* documentation */
        return false;
    return (a[0] & 0xE0) == 0x20;
}

bool address_is_public(const struct sockaddr *address)
{
    if (address->sa_family == AF_INET) {
        struct sockaddr_in in;

        memcpy(&in, address, sizeof in);
        return is_public4(ntohl(in.sin_addr.s_addr));
    }
    if (address->sa_family == AF_INET6) {
        struct sockaddr_in6 in6;

        memcpy(&in6, address, sizeof in6);
        return is_public6(in6.sin6_addr.s6_addr);
    }
    return false;
}

bool address_text_is_public(const char *text)
{
    struct in_addr in;
    struct in6_addr in6;

    if (inet_pton(AF_INET, text, &in) == 1)
        return is_public4(ntohl(in.s_addr));
    return inet_pton(AF_INET6, text, &in6) == 1 && is_public6(in6.s6_addr);
}

void address_print(struct buf *b, const struct sockaddr *address)
{
    char text[INET6_ADDRSTRLEN] = "?";

    if (address->sa_family == AF_INET) {
        struct sockaddr_in in;

        memcpy(&in, address, sizeof in);
        inet_ntop(AF_INET, &in.sin_addr, text, sizeof text);
    } else if (address->sa_family == AF_INET6) {
        struct sockaddr_in6 in6;

        memcpy(&in6, address, sizeof in6);
        inet_ntop(AF_INET6, &in6.sin6_addr, text, sizeof text);
    }
    buf_puts(b, text);
}
