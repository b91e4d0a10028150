/** Log lines: one JSON object each, without secrets, configured in code for a fast start. */
package com.genericcorp.hq.server.logging;
