namespace TestDigitalPlatform.Hosting.Endpoints;

/// <summary>What <c>.Allow(…)</c> says of an endpoint or a group.</summary>
/// <param name="Place">Of which it was said.</param>
/// <param name="Allow">Who may use it.</param>
internal sealed record AllowMetadata(object Place, AllowAttribute Allow);
