/** The checks of a domain: each says what it sees and, if something is wrong, what to do. */
package com.genericcorp.hq.domain.checks;
