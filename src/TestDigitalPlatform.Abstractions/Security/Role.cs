namespace TestDigitalPlatform;

/// <summary>What a person is to the platform.</summary>
public enum Role
{
    /// <summary>Manages the system, and attends complex requests on users' behalf. Belongs to no customer.</summary>
    PlatformAdministrator,

    /// <summary>Watches the system's health and mends it. Belongs to no customer.</summary>
    PlatformMaintenance,

    /// <summary>Manages one customer's account, settings and users.</summary>
    CustomerAdministrator,

    /// <summary>Uses the system for one customer.</summary>
    CustomerUser,
}
