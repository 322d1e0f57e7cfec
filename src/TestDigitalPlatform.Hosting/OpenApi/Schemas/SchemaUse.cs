namespace TestDigitalPlatform.Hosting.OpenApi.Schemas;

/// <summary>Which way a value travels: what is sent to us is held to its exact shape, what we send may grow.</summary>
internal enum SchemaUse
{
    /// <summary>In a command's body.</summary>
    Request,

    /// <summary>In a path or a query string, where there is no null: what isn't sent isn't there.</summary>
    Address,

    /// <summary>In the body that an endpoint of the team's own reads: ASP.NET Core sets no bound to a text.</summary>
    Endpoint,

    /// <summary>In an answer.</summary>
    Response,
}
