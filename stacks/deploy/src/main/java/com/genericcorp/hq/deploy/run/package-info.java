/** The lists of steps, and what the steps know. */
package com.genericcorp.hq.deploy.run;
