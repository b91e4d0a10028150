/** What the checks of a domain found, for people and for programs. */
package com.genericcorp.hq.domain.report;
