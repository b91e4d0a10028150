/** What an environment that runs on AWS is operated by, from outside. */
package com.genericcorp.hq.operate;
