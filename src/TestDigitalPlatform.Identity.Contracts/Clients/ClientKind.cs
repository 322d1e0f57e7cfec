namespace TestDigitalPlatform.Identity;

/// <summary>The kind of an application, which decides how it may get tokens.</summary>
public enum ClientKind
{
    /// <summary>A web application with a server, which keeps a secret. People sign in to it.</summary>
    Web,

    /// <summary>An application on a person's device, which can't keep a secret (RFC 8252). People sign in to it.</summary>
    Native,

    /// <summary>A program that acts by itself (RFC 6749, section 4.4).</summary>
    Service,
}
