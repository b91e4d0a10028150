/** What must be so before anything is touched, each with its remedy. */
package com.genericcorp.hq.deploy.preflight;
