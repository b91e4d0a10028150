/**
 * An organisation as one file: {@code docs/tenants-offboarding.md} has its form. Written in one
 * snapshot, checked without a database, and made an organisation again in one transaction.
 */
package com.genericcorp.hq.server.export;
