namespace TestDigitalPlatform.Hosting.Tests.OpenApi.Places;

/// <summary>Another place than <see cref="Contracts.Place"/>.</summary>
public sealed record Place;
