/** What the server counts and times, with a bounded number of series. */
package com.genericcorp.hq.server.metrics;
