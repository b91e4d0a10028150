/**
 * What organisations use: counted in memory, recorded every 50 ms where there is much and every
 * second else, rolled up by day and month; told by hour, day and month.
 */
package com.genericcorp.hq.server.usage;
