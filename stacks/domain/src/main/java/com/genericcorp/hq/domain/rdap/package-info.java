/**
 * Registrations of domains, asked by RDAP (RFC 9082, 9083) of the servers that IANA lists (RFC
 * 9224).
 */
package com.genericcorp.hq.domain.rdap;
