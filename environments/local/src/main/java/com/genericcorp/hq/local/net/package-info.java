/** Ports and plain HTTP on loopback. */
package com.genericcorp.hq.local.net;
