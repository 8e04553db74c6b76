/** In `Version: X.YZ` of the header block: 0.1.0. A test holds it together with package.json. */
export const nativeTypesVersion = '0.10';
