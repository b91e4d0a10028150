/** Asks AWS for today's prices. The only package that loads AWS's SDK. */
package com.genericcorp.hq.plan.refresh;
