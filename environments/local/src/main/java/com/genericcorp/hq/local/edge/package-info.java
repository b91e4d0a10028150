/** Where users arrive: TLS in front of the server, and the redirect from plain HTTP. */
package com.genericcorp.hq.local.edge;
