/**
 * Organisations that leave: suspended, after their grace exported, then purged but for what
 * invoices were made from. {@code docs/tenants-offboarding.md} is for operators.
 */
package com.genericcorp.hq.server.offboarding;
