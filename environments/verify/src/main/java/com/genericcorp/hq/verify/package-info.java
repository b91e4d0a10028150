/** Whether a running environment is really up: the checks, their report and the command. */
package com.genericcorp.hq.verify;
