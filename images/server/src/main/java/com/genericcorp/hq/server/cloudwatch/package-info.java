/** A few counted metrics for Amazon CloudWatch, in log lines that it reads metrics out of. */
package com.genericcorp.hq.server.cloudwatch;
