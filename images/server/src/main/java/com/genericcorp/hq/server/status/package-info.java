/** How the server's parts are, for everybody to see. */
package com.genericcorp.hq.server.status;
