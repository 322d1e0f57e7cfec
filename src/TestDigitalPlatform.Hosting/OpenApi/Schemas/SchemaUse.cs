namespace TestDigitalPlatform.Hosting.OpenApi.Schemas;

/// <summary>Which way a value travels: what is sent to us is held to its exact shape, what we send may grow.</summary>
internal enum SchemaUse
{
    Request,
    Response,
}
