/** What name servers say, asked by dnsjava. */
package com.genericcorp.hq.domain.dns;
