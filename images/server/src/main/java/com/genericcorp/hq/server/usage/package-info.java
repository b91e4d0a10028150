/** What organisations use: counted in memory, recorded every second, told by hour and day. */
package com.genericcorp.hq.server.usage;
