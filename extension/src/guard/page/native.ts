/**
 * The browser's functions as they were before any page script ran. The guard
 * uses nothing else afterwards: what the page replaces later, on purpose or not,
 * changes nothing here. For the same reason the page-world files use no
 * iterators (spread, for-of), no array methods and no regular expressions but
 * through this file; await what is `safe` only, call no then; and make `plain`
 * whatever has members that may be absent: messages, options, verdicts.
 */
/* eslint-disable @typescript-eslint/unbound-method -- taking methods off their objects is what this file is for */
 
export const { getOwnPropertyDescriptor, defineProperty, deleteProperty, setPrototypeOf } = Reflect;
export const construct = Reflect.construct;
export const apply = Reflect.apply as (method: unknown, self: unknown, args: ArrayLike<unknown>) => unknown;

 
type Callable = (...args: never[]) => unknown;

function own(owner: object, name: string): PropertyDescriptor {
  const descriptor = getOwnPropertyDescriptor(owner, name);
  if (!descriptor) throw new TypeError(`the browser lacks ${name}`);
  return descriptor;
}

/** f(self, a) for self.f(a). */
export function detach<T extends object, K extends keyof T & string>(
  prototype: T,
  name: K,
): T[K] extends (...args: infer A) => infer R ? (self: T, ...args: A) => R : never {
  const method: unknown = own(prototype, name).value;
  return ((self: T, ...args: unknown[]) => apply(method, self, args)) as never;
}

export function getter<T extends object, K extends keyof T & string>(prototype: T, name: K): (self: T) => T[K] {
  const read = own(prototype, name).get;
  return (self) => apply(read, self, []) as T[K];
}

export const NativePromise = Promise;
export const NativeProxy = Proxy;
export const NativeURL = URL;
export const NativeRequest = Request;
export const NativeResponse = Response;
export const NativeTypeError = TypeError;
export const NativeDOMException = DOMException;
export const NativeEvent = Event;
export const NativeMessageEvent = MessageEvent;
export const NativeProgressEvent = ProgressEvent;
export const NativeMessageChannel = MessageChannel;
export const NativeWeakMap = WeakMap;
export const NativeBlob = Blob;
export const NativeArrayBuffer = ArrayBuffer;
const NativeUint8Array = Uint8Array;
export const toText = String;
export const page = window;
export const doc = document;

export const after = window.setTimeout.bind(window);
export const cancel = window.clearTimeout.bind(window);

export const nativeFetch = window.fetch;

/** The same object without what the page may have put on Object.prototype. */
export function plain<T extends object>(object: T): T {
  setPrototypeOf(object, null);
  return object;
}

/**
 * For await: with a `constructor` of its own a promise of the browser is awaited
 * without a look at Promise.prototype. Its value is the page's to see, and to
 * forge, unless it is a primitive or `plain`: the browser asks every other object for a then.
 */
export function safe<T>(promise: Promise<T>): Promise<T> {
  defineProperty(promise, "constructor", plain({ value: NativePromise }));
  return promise;
}

export const href = getter(URL.prototype, "href");
export const hostname = getter(URL.prototype, "hostname");
export const pathname = getter(URL.prototype, "pathname");
export const search = getter(URL.prototype, "search");
const setHash = own(URL.prototype, "hash").set;
const body = getter(Document.prototype, "body") as (document: Document) => HTMLElement | null;
export const hasBody = (document: Document): boolean => body(document) !== null;
export const baseURI = getter(Node.prototype, "baseURI");

export const request = {
  url: getter(Request.prototype, "url"),
  method: getter(Request.prototype, "method"),
  headers: getter(Request.prototype, "headers"),
  mode: getter(Request.prototype, "mode"),
  credentials: getter(Request.prototype, "credentials"),
  cache: getter(Request.prototype, "cache"),
  redirect: getter(Request.prototype, "redirect"),
  referrer: getter(Request.prototype, "referrer"),
  referrerPolicy: getter(Request.prototype, "referrerPolicy"),
  integrity: getter(Request.prototype, "integrity"),
  keepalive: getter(Request.prototype, "keepalive"),
  signal: getter(Request.prototype, "signal"),
  text: detach(Request.prototype, "text"),
  blob: detach(Request.prototype, "blob"),
};
export const responseText = detach(Response.prototype, "text");
export const responseOk = getter(Response.prototype, "ok");
export const responseClone = detach(Response.prototype, "clone");
export const responseBody = getter(Response.prototype, "body");
const getReader = detach(ReadableStream.prototype, "getReader") as (stream: ReadableStream<Uint8Array>) => ReadableStreamDefaultReader<Uint8Array>;
export const readerOf = (stream: ReadableStream<Uint8Array>): ReadableStreamDefaultReader<Uint8Array> => getReader(stream);
export const readSome = detach(ReadableStreamDefaultReader.prototype, "read") as (
  reader: ReadableStreamDefaultReader<Uint8Array>,
) => Promise<ReadableStreamReadResult<Uint8Array>>;
export const stopReading = detach(ReadableStreamDefaultReader.prototype, "cancel") as (reader: ReadableStreamDefaultReader<Uint8Array>) => Promise<void>;
export const NativeTextDecoder = TextDecoder;
export const decode = detach(TextDecoder.prototype, "decode");
export const headerOf = detach(Headers.prototype, "get");
const eachHeader = detach(Headers.prototype, "forEach");
/** The same headers, for a new request: those of `Headers` would be asked for their iterator. */
export function headersOf(headers: Headers): Record<string, string> {
  const copy = plain<Record<string, string>>({});
  eachHeader(headers, (value, name) => (copy[name] = value));
  return copy;
}
export const blobType = getter(Blob.prototype, "type");
export const blobSize = getter(Blob.prototype, "size");
export const linkHref = getter(HTMLAnchorElement.prototype, "href");
export const linkFile = getter(HTMLAnchorElement.prototype, "download");
const putHref = own(HTMLAnchorElement.prototype, "href").set;
export const setHref = (link: HTMLAnchorElement, address: string): void => void apply(putHref, link, [address]);
export const cloneNode = detach(Node.prototype, "cloneNode");
export const byteLength = getter(ArrayBuffer.prototype, "byteLength");
export const isView = detach(ArrayBuffer, "isView");
const viewOf = (prototype: ArrayBufferView) => ({
  buffer: getter(prototype, "buffer"),
  start: getter(prototype, "byteOffset"),
  length: getter(prototype, "byteLength"),
});
const typedArray = viewOf(Reflect.getPrototypeOf(Uint8Array.prototype) as ArrayBufferView);
const dataView = viewOf(DataView.prototype);
/** A copy of the bytes, made at once; undefined where there are none. */
export function bytesOf(value: unknown): Uint8Array<ArrayBuffer> | undefined {
  if (branded(byteLength, value)) return new NativeUint8Array(new NativeUint8Array(value as ArrayBuffer));
  if (!isView(NativeArrayBuffer, value)) return undefined;
  const { buffer, start, length } = branded(typedArray.buffer, value) ? typedArray : dataView;
  return new NativeUint8Array(new NativeUint8Array(buffer(value as never), start(value as never), length(value as never)));
}

export const listen = detach(EventTarget.prototype, "addEventListener");
export const dispatch = detach(EventTarget.prototype, "dispatchEvent");
export const messageData = getter(MessageEvent.prototype, "data");
export const channelPort1 = getter(MessageChannel.prototype, "port1");
export const channelPort2 = getter(MessageChannel.prototype, "port2");
export const post = detach(MessagePort.prototype, "postMessage") as (port: MessagePort, message: unknown) => void;
export const start = detach(MessagePort.prototype, "start");

export const mapGet = detach(WeakMap.prototype, "get");
export const mapSet = detach(WeakMap.prototype, "set");

export const socketUrl = getter(WebSocket.prototype, "url");
export const socketState = getter(WebSocket.prototype, "readyState");
export const xhrState = getter(XMLHttpRequest.prototype, "readyState");

export const createObjectURL = detach(URL, "createObjectURL");
export const revokeObjectURL = detach(URL, "revokeObjectURL");
export const xhrStatus = getter(XMLHttpRequest.prototype, "status");

const exec = detach(RegExp.prototype, "exec");
const toLowerCase = detach(String.prototype, "toLowerCase");
const toUpperCase = detach(String.prototype, "toUpperCase");

export const found = (pattern: RegExp, text: string): string | undefined => exec(pattern, text)?.[1];
export const matches = (pattern: RegExp, text: string): boolean => exec(pattern, text) !== null;
export const lower = (text: string): string => toLowerCase(text);
export const upper = (text: string): string => toUpperCase(text);

/** The address with this fragment instead of its own. */
export function withFragment(url: URL, fragment: string): string {
  apply(setHash, url, [fragment]);
  return href(url);
}

/** `value instanceof type`, by brand: true for objects of other frames too. */
export function branded(read: (self: never) => unknown, value: unknown): boolean {
  try {
    read(value as never);
    return true;
  } catch {
    return false;
  }
}

/** Puts a Proxy over a method, so that name, length and "[native code]" stay. */
export function wrap(owner: object, name: string, handler: (native: Callable, self: unknown, args: unknown[]) => unknown): void {
  const descriptor = getOwnPropertyDescriptor(owner, name);
  const native = descriptor?.value as Callable | undefined;
  if (!descriptor || !native) return; // this browser does not have it
  const traps = {
    __proto__: null,
    apply: (_target: unknown, self: unknown, args: unknown[]) => handler(native, self, args),
  };
  descriptor.value = new NativeProxy(native, traps);
  defineProperty(owner, name, descriptor);
}
