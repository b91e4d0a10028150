/** What operators do with organisations that are there: suspend, resume, rename, show. */
package com.genericcorp.hq.server.lifecycle;
