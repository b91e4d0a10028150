/** The serving process: everything is put together, started and stopped here. */
package com.genericcorp.hq.server.serve;
