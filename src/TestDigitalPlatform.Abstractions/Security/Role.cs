namespace TestDigitalPlatform;

/// <summary>The role of a caller.</summary>
public enum Role
{
    /// <summary>Manages the platform, and acts on users' behalf. Has no customer.</summary>
    PlatformAdministrator,

    /// <summary>Monitors and maintains the platform. Has no customer.</summary>
    PlatformMaintenance,

    /// <summary>Manages one customer's account, settings and users.</summary>
    CustomerAdministrator,

    /// <summary>Uses the system for one customer.</summary>
    CustomerUser,
}
