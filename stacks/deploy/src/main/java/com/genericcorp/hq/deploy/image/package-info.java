/** Which image of the server an environment is to run. */
package com.genericcorp.hq.deploy.image;
