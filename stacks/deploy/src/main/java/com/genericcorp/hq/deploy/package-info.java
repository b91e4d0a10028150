/** An environment on AWS: made, changed, gone back with, taken down. */
package com.genericcorp.hq.deploy;
