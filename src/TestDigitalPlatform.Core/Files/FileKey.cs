namespace TestDigitalPlatform;

/// <summary>Names a file in a store.</summary>
/// <param name="Id">Its id, which is unique.</param>
/// <param name="Customer">Whose it is; <see langword="null"/> for the platform's own.</param>
public sealed record FileKey(FileId Id, CustomerId? Customer);
