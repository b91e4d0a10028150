/** The zone as Route 53 has it. */
package com.genericcorp.hq.domain.zone;
