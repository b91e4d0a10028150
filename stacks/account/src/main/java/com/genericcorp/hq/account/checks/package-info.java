/** The AWS part of verify: what an environment must be once it is there, asked of the services. */
package com.genericcorp.hq.account.checks;
