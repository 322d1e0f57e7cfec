namespace TestDigitalPlatform.Identity.Stores;

/// <summary>A scope. All are fixed (<see cref="Server.Scopes"/>), so none is stored.</summary>
internal sealed class StoredScope;
