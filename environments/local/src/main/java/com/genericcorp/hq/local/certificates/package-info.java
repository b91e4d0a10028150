/** The machine's own certificate authority, and what makes browsers trust it. */
package com.genericcorp.hq.local.certificates;
