/** The file that says how another application's tables become ours, and what follows from it. */
package com.genericcorp.hq.server.adoption.mapping;
