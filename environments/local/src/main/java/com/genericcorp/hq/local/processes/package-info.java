/** The platform's processes: found by what their command line says, started, stopped. */
package com.genericcorp.hq.local.processes;
