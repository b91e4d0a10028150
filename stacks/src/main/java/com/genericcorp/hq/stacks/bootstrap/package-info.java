/** What an account needs before an environment can be deployed into it. */
package com.genericcorp.hq.stacks.bootstrap;
