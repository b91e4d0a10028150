/** What all commands of the toolkit share: errors, exit codes, output, progress and steps. */
package com.genericcorp.hq.cli;
