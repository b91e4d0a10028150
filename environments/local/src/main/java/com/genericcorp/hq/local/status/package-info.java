/** What runs, and what it writes. */
package com.genericcorp.hq.local.status;
