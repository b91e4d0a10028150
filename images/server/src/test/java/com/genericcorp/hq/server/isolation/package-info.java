/**
 * Attacks on what keeps organisations apart, as plain tests of the contract's plain logins: what
 * each is for stands in docs/security/threat-model.md. {@link
 * com.genericcorp.hq.server.isolation.GuardsIT} takes the guards away one by one and sees that the
 * attacks notice.
 */
package com.genericcorp.hq.server.isolation;
